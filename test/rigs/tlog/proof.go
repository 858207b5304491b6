package main

import (
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

const proofHeader = "c2sp.org/tlog-proof@v1\n"

var errMalformedProof = errors.New("malformed proof")

// inclusion checks a tlog-proof of a leaf, whose bytes are a file.
func inclusion(args []string) error {
	keys, err := readVerifiers(args[0])
	if err != nil {
		return err
	}
	text, err := os.ReadFile(args[1])
	if err != nil {
		return err
	}
	leaf, err := os.ReadFile(args[2])
	if err != nil {
		return err
	}
	index, hashes, note, err := parseProof(string(text))
	if err != nil {
		return err
	}
	signed, err := openCheckpoint([]byte(note), keys)
	if err != nil {
		return err
	}
	if err := tlog.CheckRecord(hashes, signed.tree.N, signed.tree.Hash, index, tlog.RecordHash(leaf)); err != nil {
		return err
	}
	fmt.Printf("%d of %d in %s\n", index, signed.tree.N, signed.origin)
	return nil
}

// parseProof takes a c2sp.org/tlog-proof apart.
func parseProof(text string) (index int64, hashes tlog.RecordProof, checkpoint string, err error) {
	if !strings.HasPrefix(text, proofHeader) {
		return 0, nil, "", errMalformedProof
	}
	end := strings.Index(text, "\n\n")
	if end < 0 {
		return 0, nil, "", errMalformedProof
	}
	lines := strings.Split(text[len(proofHeader):end], "\n")
	if extra := strings.TrimPrefix(lines[0], "extra "); extra != lines[0] {
		if _, err := base64.StdEncoding.Strict().DecodeString(extra); err != nil {
			return 0, nil, "", err
		}
		lines = lines[1:]
	}
	if len(lines) == 0 || !strings.HasPrefix(lines[0], "index ") {
		return 0, nil, "", errMalformedProof
	}
	digits := strings.TrimPrefix(lines[0], "index ")
	index, err = strconv.ParseInt(digits, 10, 64)
	if err != nil || digits != strconv.FormatInt(index, 10) {
		return 0, nil, "", errMalformedProof
	}
	hashes, err = parseHashes(lines[1:])
	return index, hashes, text[end+2:], err
}

// consistency checks that the newer checkpoint's tree continues the older's. The proof is a file of hashes, one a line.
func consistency(args []string) error {
	keys, err := readVerifiers(args[0])
	if err != nil {
		return err
	}
	older, err := readCheckpoint(args[1], keys)
	if err != nil {
		return err
	}
	newer, err := readCheckpoint(args[2], keys)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(args[3])
	if err != nil {
		return err
	}
	hashes, err := parseHashes(linesOf(string(text)))
	if err != nil {
		return err
	}
	if older.origin != newer.origin {
		return errors.New("the checkpoints are of two logs")
	}
	err = tlog.CheckTree(hashes, newer.tree.N, newer.tree.Hash, older.tree.N, older.tree.Hash)
	if err == nil {
		fmt.Printf("%d continues %d\n", newer.tree.N, older.tree.N)
	}
	return err
}

func linesOf(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

func parseHashes(lines []string) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(lines))
	for i, line := range lines {
		bytes, err := base64.StdEncoding.Strict().DecodeString(line)
		if err != nil || len(bytes) != tlog.HashSize {
			return nil, errMalformedProof
		}
		copy(hashes[i][:], bytes)
	}
	return hashes, nil
}
