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

const proofHeader = "c2sp.org/tlog-proof@v1"

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
	lines, checkpoint, err := splitProof(text)
	if err != nil {
		return 0, nil, "", err
	}
	if lines[0] != proofHeader {
		return 0, nil, "", errMalformedProof
	}
	lines = lines[1:]
	if len(lines) > 0 && strings.HasPrefix(lines[0], "extra ") {
		extra := strings.TrimPrefix(lines[0], "extra ")
		if _, err := base64.StdEncoding.Strict().DecodeString(extra); err != nil {
			return 0, nil, "", err
		}
		lines = lines[1:]
	}
	index, lines, err = cutNumber(lines, "index ")
	if err != nil {
		return 0, nil, "", err
	}
	hashes, err = parseHashes(lines)
	return index, hashes, checkpoint, err
}

// consistency checks what a witness is sent (c2sp.org/tlog-witness, "add-checkpoint"): that the checkpoint in it
// continues the one that the witness has.
func consistency(args []string) error {
	keys, err := readVerifiers(args[0])
	if err != nil {
		return err
	}
	older, err := readCheckpoint(args[1], keys)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(args[2])
	if err != nil {
		return err
	}
	lines, note, err := splitProof(string(text))
	if err != nil {
		return err
	}
	size, lines, err := cutNumber(lines, "old ")
	if err != nil {
		return err
	}
	hashes, err := parseHashes(lines)
	if err != nil {
		return err
	}
	newer, err := openCheckpoint([]byte(note), keys)
	if err != nil {
		return err
	}
	if older.origin != newer.origin || older.tree.N != size {
		return errors.New("it does not continue this checkpoint")
	}
	err = tlog.CheckTree(hashes, newer.tree.N, newer.tree.Hash, older.tree.N, older.tree.Hash)
	if err == nil {
		fmt.Printf("%d continues %d\n", newer.tree.N, older.tree.N)
	}
	return err
}

// splitProof takes the lines of a proof apart from the checkpoint behind the first empty line.
func splitProof(text string) (lines []string, checkpoint string, err error) {
	end := strings.Index(text, "\n\n")
	if end < 0 {
		return nil, "", errMalformedProof
	}
	return strings.Split(text[:end], "\n"), text[end+2:], nil
}

// cutNumber takes the number off that the first line has behind its word, without leading zeros.
func cutNumber(lines []string, word string) (number int64, rest []string, err error) {
	if len(lines) == 0 || !strings.HasPrefix(lines[0], word) {
		return 0, nil, errMalformedProof
	}
	digits := strings.TrimPrefix(lines[0], word)
	number, err = strconv.ParseInt(digits, 10, 64)
	if err != nil || number < 0 || digits != strconv.FormatInt(number, 10) {
		return 0, nil, errMalformedProof
	}
	return number, lines[1:], nil
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
