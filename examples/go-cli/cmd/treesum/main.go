// Treesum prints one digest for a directory tree, or a line for each file in it.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"

	"example.org/treesum/internal/treesum"
)

// Set by the linker: -X main.version=1.4.0 -X main.commit=...
var (
	version = "dev"
	commit  = "unknown"
)

const usage = `Usage: treesum [--list] DIRECTORY
       treesum --version | --help

Prints the SHA-256 of a directory tree: of the names and the
contents of its files, the same on every system.

  --list  a line for each file, as sha256sum prints it, instead of one digest

Exit codes: 0 printed, 1 the tree cannot be read, 2 wrong usage.
`

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

func run(args []string, out, errs io.Writer) int {
	flags := flag.NewFlagSet("treesum", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	list := flags.Bool("list", false, "")
	showVersion := flags.Bool("version", false, "")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(out, usage)
		return 0
	} else if err != nil {
		return misused(errs, err.Error())
	}
	if *showVersion {
		fmt.Fprintf(out, "treesum %s (commit %.12s, %s/%s)\n", version, commit, runtime.GOOS, runtime.GOARCH)
		return 0
	}
	if flags.NArg() != 1 {
		return misused(errs, fmt.Sprintf("takes one directory, not %d", flags.NArg()))
	}

	files, err := treesum.Read(os.DirFS(flags.Arg(0)))
	if err != nil {
		fmt.Fprintf(errs, "treesum: %s: %v\n", flags.Arg(0), err)
		return 1
	}
	if *list {
		for _, file := range files {
			fmt.Fprintf(out, "%x  %s\n", file.Digest, file.Name)
		}
		return 0
	}
	fmt.Fprintf(out, "%x\n", treesum.Sum(files))
	return 0
}

func misused(errs io.Writer, message string) int {
	fmt.Fprintf(errs, "treesum: %s\nTry \"treesum --help\".\n", message)
	return 2
}
