package main

var version, commit = "unknown", "unknown"

func main() {
	println("greet-go", version, commit)
}
