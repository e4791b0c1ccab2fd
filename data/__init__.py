"""What is shipped and only read: fonts, icons, the sounds of a first start. Listed in README.md."""
