"""Speed of compiled programs: against C, against CPython, against other compilers of Python."""
