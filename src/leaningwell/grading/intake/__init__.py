"""Takes in what platforms hand over: unpacks it with care, tells whose each file is, and puts it where it is graded."""
