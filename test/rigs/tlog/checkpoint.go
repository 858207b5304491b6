package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A checkpoint that a key of the journal has signed.
type checkpoint struct {
	origin string
	tree   tlog.Tree
}

// open prints size and root of each checkpoint in a file of one or of many.
func open(args []string) error {
	keys, err := readVerifiers(args[0])
	if err != nil {
		return err
	}
	checkpoints, err := readCheckpoints(args[1], keys)
	if err != nil {
		return err
	}
	for _, c := range checkpoints {
		fmt.Printf("%d %s\n", c.tree.N, c.tree.Hash)
	}
	return nil
}

// readVerifiers reads a file of verifier keys, one a line.
func readVerifiers(path string) (note.Verifiers, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var list []note.Verifier
	for _, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
		verifier, err := note.NewVerifier(line)
		if err != nil {
			return nil, fmt.Errorf("%q: %w", line, err)
		}
		list = append(list, verifier)
	}
	return note.VerifierList(list...), nil
}

// readCheckpoints reads a file of one checkpoint, or of many, each of which an empty line ends.
func readCheckpoints(path string, keys note.Verifiers) ([]checkpoint, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	parts := strings.Split(string(text), "\n\n")
	if len(parts)%2 == 0 { // a single checkpoint, or the last of many, without the empty line
		parts = append(parts, "")
		parts[len(parts)-2] = strings.TrimSuffix(parts[len(parts)-2], "\n")
	}
	if parts[len(parts)-1] != "" {
		return nil, fmt.Errorf("%s ends within a checkpoint", path)
	}
	var all []checkpoint
	for i := 0; i+1 < len(parts); i += 2 {
		c, err := openCheckpoint([]byte(parts[i]+"\n\n"+parts[i+1]+"\n"), keys)
		if err != nil {
			return nil, fmt.Errorf("checkpoint %d: %w", len(all)+1, err)
		}
		all = append(all, c)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%s has no checkpoint", path)
	}
	return all, nil
}

func readCheckpoint(path string, keys note.Verifiers) (checkpoint, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return checkpoint{}, err
	}
	return openCheckpoint(text, keys)
}

// openCheckpoint has note.Open check the signatures, and tlog.ParseTree the text. The latter wants the first line of
// its own log, so that ours is exchanged for it once it is known to be the signing key's name.
func openCheckpoint(text []byte, keys note.Verifiers) (checkpoint, error) {
	opened, err := note.Open(text, keys)
	if err != nil {
		return checkpoint{}, err
	}
	lines := strings.SplitN(opened.Text, "\n", 2)
	origin := lines[0]
	for _, signature := range opened.Sigs {
		if signature.Name != origin {
			return checkpoint{}, fmt.Errorf("signed by %s, and the origin is %s", signature.Name, origin)
		}
	}
	if strings.Count(opened.Text, "\n") != 3 {
		return checkpoint{}, errors.New("a checkpoint of this log has three lines")
	}
	parsed, err := tlog.ParseTree([]byte("go.sum database tree\n" + lines[1]))
	return checkpoint{origin, parsed}, err
}
