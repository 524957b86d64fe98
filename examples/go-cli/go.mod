module example.org/treesum

go 1.22
