"""What is typed: by organizers about questionnaires, by people into them."""
