package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// The trees that vectors are made of: around powers of two, and around full tiles.
var sizes = []int64{1, 2, 3, 7, 8, 255, 256, 257, 700}

// vectors writes what note and tlog make of a file of leaves, one a line, and of a key, 32 bytes of seed in hex: a
// checkpoint of each size, its tiles, inclusion proofs, and a consistency proof between any two.
func vectors(args []string) error {
	text, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	leaves := bytes.Split(bytes.TrimSuffix(text, []byte("\n")), []byte("\n"))
	stored, err := hashesOf(leaves)
	if err != nil {
		return err
	}
	signer, vkey, err := keyOf(args[1], args[2])
	if err != nil {
		return err
	}
	out := directory(args[3])
	if err := out.write("vkey", vkey+"\n"); err != nil {
		return err
	}
	var log, proofs strings.Builder
	for i, size := range sizes {
		root, err := tlog.TreeHash(size, stored)
		if err != nil {
			return err
		}
		text := fmt.Sprintf("%s\n%d\n%s\n", signer.Name(), size, root)
		signed, err := note.Sign(&note.Note{Text: text}, signer)
		if err != nil {
			return err
		}
		log.WriteString(string(signed) + "\n")
		if err := out.writeTiles(size, stored); err != nil {
			return err
		}
		for _, index := range indexesOf(size) {
			if err := out.writeInclusion(index, size, leaves[index], stored, signed); err != nil {
				return err
			}
		}
		for _, older := range sizes[:i] {
			hashes, err := tlog.ProveTree(size, older, stored)
			if err != nil {
				return err
			}
			fmt.Fprintf(&proofs, "%d %d\n%s\n", older, size, formatHashes(hashes))
		}
	}
	if err := out.write("checkpoints", log.String()); err != nil {
		return err
	}
	return out.write("consistency.txt", proofs.String())
}

// keyOf makes the encodings that note takes a key in.
func keyOf(seedHex, name string) (signer note.Signer, vkey string, err error) {
	seed, err := hex.DecodeString(seedHex)
	if err != nil || len(seed) != ed25519.SeedSize {
		return nil, "", fmt.Errorf("%q is no seed of 32 bytes", seedHex)
	}
	public := ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey)
	if vkey, err = note.NewEd25519VerifierKey(name, public); err != nil {
		return nil, "", err
	}
	const ed25519Algorithm = 1
	hash := sha256.Sum256(append([]byte(name+"\n"), append([]byte{ed25519Algorithm}, public...)...))
	secret := base64.StdEncoding.EncodeToString(append([]byte{ed25519Algorithm}, seed...))
	signer, err = note.NewSigner(fmt.Sprintf("PRIVATE+KEY+%s+%x+%s", name, hash[:4], secret))
	return signer, vkey, err
}

// indexesOf is the first leaf, the last, and those at the edge of a tile.
func indexesOf(size int64) []int64 {
	indexes := []int64{0}
	for _, index := range []int64{255, 256, 511, 512, size - 1} {
		if index < size && index > indexes[len(indexes)-1] {
			indexes = append(indexes, index)
		}
	}
	return indexes
}

type directory string

func (d directory) write(name, text string) error {
	path := filepath.Join(string(d), name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(text), 0o644)
}

func (d directory) writeTiles(size int64, hashes tlog.HashReader) error {
	for _, tile := range tlog.NewTiles(height, 0, size) {
		data, err := tlog.ReadTileData(tile, hashes)
		if err != nil {
			return err
		}
		if err := d.write(tilePath(tile), string(data)); err != nil {
			return err
		}
	}
	return nil
}

// writeInclusion writes a c2sp.org/tlog-proof, with the leaf as its extra data.
func (d directory) writeInclusion(index, size int64, leaf []byte, hashes tlog.HashReader, signed []byte) error {
	proof, err := tlog.ProveRecord(size, index, hashes)
	if err != nil {
		return err
	}
	extra := base64.StdEncoding.EncodeToString(leaf)
	text := fmt.Sprintf("%s\nextra %s\nindex %d\n%s\n%s", proofHeader, extra, index, formatHashes(proof), signed)
	return d.write(fmt.Sprintf("inclusion/%d-%d.tlog-proof", size, index), text)
}

func formatHashes(hashes []tlog.Hash) string {
	var lines strings.Builder
	for _, hash := range hashes {
		lines.WriteString(hash.String() + "\n")
	}
	return lines.String()
}
