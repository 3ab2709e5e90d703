"""The front of the server: requests are read and answers are sent without a thread for each connection.

A thread of the application gets a request when it is whole, and is free when its answer is made, not when the visitor
has taken it. So thousands of slow connections cost some memory and no thread. docs/decisions/ tells what was weighed.
"""
