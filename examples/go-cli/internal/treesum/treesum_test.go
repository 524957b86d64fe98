package treesum

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

func sum(t *testing.T, tree fstest.MapFS) string {
	t.Helper()
	files, err := Read(tree)
	if err != nil {
		t.Fatal(err)
	}
	digest := Sum(files)
	return string(digest[:])
}

func TestSumDependsOnNamesAndContents(t *testing.T) {
	base := sum(t, fstest.MapFS{"a/b": {Data: []byte("x"), Mode: 0o644}})
	cases := map[string]fstest.MapFS{
		"name":    {"a/c": {Data: []byte("x"), Mode: 0o644}},
		"content": {"a/b": {Data: []byte("y"), Mode: 0o644}},
		"more":    {"a/b": {Data: []byte("x"), Mode: 0o644}, "a/d": {Mode: 0o644}},
	}
	for what, tree := range cases {
		if sum(t, tree) == base {
			t.Errorf("another %s gives the same digest", what)
		}
	}
	if sum(t, fstest.MapFS{"a/b": {Data: []byte("x"), Mode: 0o755}}) != base {
		t.Error("permissions change the digest")
	}
}

func TestReadRefusesLinks(t *testing.T) {
	_, err := Read(fstest.MapFS{"link": {Mode: fs.ModeSymlink}})
	if err == nil || !strings.Contains(err.Error(), "link is neither") {
		t.Errorf("got %v", err)
	}
}
