"""Robots of group chats."""
