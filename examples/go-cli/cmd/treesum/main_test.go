package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	directory := t.TempDir()
	if err := os.WriteFile(filepath.Join(directory, "a"), []byte("abc"), 0o644); err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		args []string
		code int
		out  string
		errs string
	}{
		{[]string{"--version"}, 0, "treesum dev (commit unknown, ", ""},
		{[]string{"--help"}, 0, "Usage: treesum", ""},
		{[]string{"--list", directory}, 0, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a\n", ""},
		{[]string{}, 2, "", "takes one directory, not 0"},
		{[]string{"--frob"}, 2, "", "flag provided but not defined: -frob"},
		{[]string{filepath.Join(directory, "absent")}, 1, "", "absent"},
	}
	for _, c := range cases {
		var out, errs strings.Builder
		code := run(c.args, &out, &errs)
		if code != c.code || !strings.HasPrefix(out.String(), c.out) || !strings.Contains(errs.String(), c.errs) {
			t.Errorf("%q: exit %d, out %q, errors %q", c.args, code, out.String(), errs.String())
		}
	}
}
