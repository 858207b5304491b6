package main

import (
	"bytes"
	"os"
	"path/filepath"
	"sort"
)

// readLines reads the journal's entries, a line each, without their newlines.
func readLines(journal string) ([][]byte, error) {
	files, err := filepath.Glob(filepath.Join(journal, "entries", "*.jsonl"))
	if err != nil {
		return nil, err
	}
	sort.Strings(files)
	var lines [][]byte
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		whole := text[:bytes.LastIndexByte(text, '\n')+1]
		lines = append(lines, bytes.Split(bytes.TrimSuffix(whole, []byte("\n")), []byte("\n"))...)
	}
	return lines, nil
}
