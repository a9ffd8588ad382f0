"""What an error is: data with a stable code, a place, a reason and a fix, in Chinese and English; and how it is printed."""
