"""Write the generated parts of the pages in this folder, from the code that they describe."""
