package main

import (
	"bufio"
	"encoding/json"
	"io"
	"log"
	"os"
	"reflect"

	"github.com/vmware/govmomi/cli"
)

// order is one run of govc: the variables of its environment that differ from this process's, and its arguments.
type order struct {
	Env  map[string]string `json:"env"`
	Args []string          `json:"args"`
}

// ran is what came of it.
type ran struct {
	Code int    `json:"code"`
	Out  string `json:"out"`
	Err  string `json:"err"`
}

// keep runs what stdin says, an order a line, and answers each with a line; it ends with stdin. A run is as one in a process
// of its own, but for what that costs: its command as it was at first, a session of its own, its own standard output.
func keep() {
	orders, answers := bufio.NewReader(os.Stdin), json.NewEncoder(os.Stdout)
	renew := commandsAtFirst()
	for {
		line, err := orders.ReadBytes('\n')
		if err != nil {
			return
		}
		var asked order
		if err := json.Unmarshal(line, &asked); err != nil {
			log.Fatal(err)
		}
		for name, value := range asked.Env {
			if err := os.Setenv(name, value); err != nil {
				log.Fatal(err)
			}
		}
		renew()
		if err := answers.Encode(run(asked.Args)); err != nil {
			return
		}
	}
}

func run(args []string) ran {
	stdout, stderr := os.Stdout, os.Stderr
	defer func() { os.Stdout, os.Stderr = stdout, stderr }()
	out, err := heard(&os.Stdout), heard(&os.Stderr)
	code := cli.Run(args)
	return ran{Code: code, Out: out(), Err: err()}
}

// heard puts a pipe in the place of a stream. What it answers closes the pipe, and has what was written to it.
func heard(stream **os.File) func() string {
	reader, writer, err := os.Pipe()
	if err != nil {
		log.Fatal(err)
	}
	*stream = writer
	text := make(chan string)
	go func() {
		all, _ := io.ReadAll(reader)
		reader.Close()
		text <- string(all)
	}()
	return func() string {
		writer.Close()
		return <-text
	}
}

// commandsAtFirst remembers the commands as they are registered, and answers what registers them like that again: a command
// keeps what its last run was asked for.
func commandsAtFirst() func() {
	first := map[string]reflect.Value{}
	for name, command := range cli.Commands() {
		first[name] = copyOf(reflect.ValueOf(command).Elem())
	}
	return func() {
		for name, value := range first {
			cli.Register(name, copyOf(value).Addr().Interface().(cli.Command))
		}
	}
}

func copyOf(value reflect.Value) reflect.Value {
	copied := reflect.New(value.Type()).Elem()
	copied.Set(value)
	return copied
}
