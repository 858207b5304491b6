package main

import (
	"fmt"
	"path/filepath"

	"golang.org/x/mod/sumdb/tlog"
)

// tree checks a whole journal: the newest checkpoint, its root out of the tiles, each leaf against the entry's line,
// each tile against the lines, and the root of every checkpoint that was signed before.
func tree(args []string) error {
	journal := args[0]
	keys, err := readVerifiers(filepath.Join(journal, "vkey"))
	if err != nil {
		return err
	}
	newest, err := readCheckpoint(filepath.Join(journal, "checkpoint"), keys)
	if err != nil {
		return err
	}
	all, err := readCheckpoints(filepath.Join(journal, "checkpoints.log"), keys)
	if err != nil {
		return err
	}
	lines, err := readLines(journal)
	if err != nil {
		return err
	}
	if int64(len(lines)) < newest.tree.N {
		return fmt.Errorf("the checkpoint is of %d entries, and there are %d", newest.tree.N, len(lines))
	}
	tiles := tileDirectory(journal)
	onDisk := tlog.TileHashReader(newest.tree, tiles)
	if err := rootMustBe(onDisk, newest.tree); err != nil {
		return err
	}
	if err := leavesMustBe(onDisk, lines[:newest.tree.N]); err != nil {
		return err
	}
	stored, err := hashesOf(lines[:newest.tree.N])
	if err != nil {
		return err
	}
	if err := tiles.mustBeOf(newest.tree.N, stored); err != nil {
		return err
	}
	for i, c := range all {
		if c.tree.N > newest.tree.N {
			return fmt.Errorf("checkpoint %d is of more entries than the newest", i+1)
		}
		if err := rootMustBe(onDisk, c.tree); err != nil {
			return fmt.Errorf("checkpoint %d: %w", i+1, err)
		}
	}
	fmt.Printf("%d entries, %d checkpoints, root %s\n", newest.tree.N, len(all), newest.tree.Hash)
	return nil
}

func rootMustBe(hashes tlog.HashReader, tree tlog.Tree) error {
	root, err := tlog.TreeHash(tree.N, hashes)
	if err == nil && root != tree.Hash {
		err = fmt.Errorf("the root of %d entries is %s, not %s", tree.N, root, tree.Hash)
	}
	return err
}

func leavesMustBe(hashes tlog.HashReader, lines [][]byte) error {
	indexes := make([]int64, len(lines))
	for i := range lines {
		indexes[i] = tlog.StoredHashIndex(0, int64(i))
	}
	leaves, err := hashes.ReadHashes(indexes)
	if err != nil {
		return err
	}
	for i, line := range lines {
		if leaves[i] != tlog.RecordHash(line) {
			return fmt.Errorf("the leaf of entry %d is not its line's", i)
		}
	}
	return nil
}

// hashesOf makes the tree of these records, as tlog would store it.
func hashesOf(records [][]byte) (storedHashes, error) {
	var stored storedHashes
	for i, record := range records {
		added, err := tlog.StoredHashes(int64(i), record, stored)
		if err != nil {
			return nil, err
		}
		stored = append(stored, added...)
	}
	return stored, nil
}

// storedHashes is a tlog.HashReader over hashes in memory.
type storedHashes []tlog.Hash

func (s storedHashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		hashes[i] = s[index]
	}
	return hashes, nil
}
