// Package treesum computes a digest of a directory tree.
package treesum

import (
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
)

// File is a regular file of a tree. Name has slashes on every system. Permissions are left out: Windows has others.
type File struct {
	Name   string
	Digest [sha256.Size]byte
}

// Read returns the regular files of a tree in the order of their names. Anything else in the tree (a symbolic link, a
// device) is an error: a digest that leaves it out would call two different trees equal.
func Read(tree fs.FS) ([]File, error) {
	var files []File
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if !entry.Type().IsRegular() {
			return fmt.Errorf("%s is neither a file nor a directory", name)
		}
		digest, err := digestOf(tree, name)
		if err != nil {
			return err
		}
		files = append(files, File{Name: name, Digest: digest})
		return nil
	})
	return files, err
}

func digestOf(tree fs.FS, name string) (digest [sha256.Size]byte, err error) {
	file, err := tree.Open(name)
	if err != nil {
		return digest, err
	}
	defer file.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, file); err != nil {
		return digest, err
	}
	return [sha256.Size]byte(hash.Sum(nil)), nil
}

// Sum is the digest of the whole tree. Names are quoted, so that no name can imitate two.
func Sum(files []File) [sha256.Size]byte {
	hash := sha256.New()
	for _, file := range files {
		fmt.Fprintf(hash, "%x %q\n", file.Digest, file.Name)
	}
	return [sha256.Size]byte(hash.Sum(nil))
}
