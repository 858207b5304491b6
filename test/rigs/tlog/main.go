// Command tlog checks a journal, or parts of one, by golang.org/x/mod/sumdb/note and tlog alone. Nothing in it is
// taken from Shoseki. What it accepts it prints; what it does not accept it says on stderr, and exits with 1.
package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
)

type command struct {
	arguments string
	run       func(args []string) error
}

var commands = map[string]command{
	"open":        {"VKEYS FILE", open},
	"tree":        {"JOURNAL", tree},
	"inclusion":   {"VKEYS PROOF LEAF", inclusion},
	"consistency": {"VKEYS OLDER REQUEST", consistency},
	"vectors":     {"LEAVES SEED NAME DIRECTORY", vectors},
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 0 {
		return errors.New("which command?")
	}
	name, args := args[0], args[1:]
	c, ok := commands[name]
	if !ok {
		return fmt.Errorf("there is no command %q", name)
	}
	if len(args) != len(strings.Fields(c.arguments)) {
		return fmt.Errorf("usage: tlog %s %s", name, c.arguments)
	}
	if err := c.run(args); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
