"""The smallest program: one line on the console."""

if __name__ == "__main__":
    print("Hello from Naja")
