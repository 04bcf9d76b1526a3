"""What every page needs of the screen: parts that follow the store, forms that keep what is typed."""
