package main

import (
	"bytes"
	"context"
	"runtime"
	"strconv"
	"sync"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

// call is one SOAP request from its arrival to its answer.
type call struct {
	Seq         int       `json:"seq"`
	Method      string    `json:"method"`
	OperationID string    `json:"operationId"`
	SOAPAction  string    `json:"soapAction"`
	UserAgent   string    `json:"userAgent"`
	Target      string    `json:"target"`     // managed object id, vm-42
	TargetType  string    `json:"targetType"` // VirtualMachine
	User        string    `json:"user"`       // the session's, empty without one
	Session     string    `json:"session"`    // the session's key
	At          time.Time `json:"at"`         // when it arrived, on this machine's clock

	raw          []byte             // the request as it came
	request      context.Context    // done when the client goes away
	ctx          *simulator.Context // as the method will get it
	body         types.AnyType      // decoded
	faultMessage string             // put where the simulator leaves a fault's message empty
	tasks        []*gate            // started by this call
	nested       bool               // made by a running task, not by a client
	work         *gate              // its task, once it is answered
	ending       *ending            // how it ended, where it has no task; nil until then
}

// callLog knows which call a goroutine serves, and what was called since the last reset.
//
// The simulator hands its callbacks no session: a task is announced with none. All of it runs on the goroutine that
// serves the request, so the goroutine's number is what joins them.
type callLog struct {
	mu      sync.Mutex
	serving map[uint64]*call
	log     []*call
	seq     int
}

func newCallLog() *callLog {
	return &callLog{serving: make(map[uint64]*call)}
}

// serve makes c the call of this goroutine until the returned function is run.
func (l *callLog) serve(c *call) func() {
	id := goroutine()
	l.mu.Lock()
	l.serving[id] = c
	l.mu.Unlock()
	return func() {
		l.mu.Lock()
		delete(l.serving, id)
		l.mu.Unlock()
	}
}

// current is the call this goroutine serves, or nil.
func (l *callLog) current() *call {
	id := goroutine()
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.serving[id]
}

// identify fills in what the request turned out to be, and logs it.
func (l *callLog) identify(c *call, ctx *simulator.Context, method *simulator.Method) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.seq++
	c.Seq = l.seq
	c.At = time.Now()
	c.Method = method.Name
	c.OperationID = method.Header.ID
	c.Target = method.This.Value
	c.TargetType = method.This.Type
	c.ctx = ctx
	c.body = method.Body
	if ctx.Session != nil {
		c.User = ctx.Session.UserName
		c.Session = ctx.Session.Key
	}
	l.log = append(l.log, c)
}

func (l *callLog) list() []call {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := make([]call, len(l.log))
	for i, c := range l.log {
		out[i] = *c
	}
	return out
}

func (l *callLog) reset() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.log = nil
	l.seq = 0
}

// goroutine is the number of the running goroutine, which Go gives only in a stack trace.
func goroutine() uint64 {
	var buf [64]byte
	text := buf[len("goroutine "):runtime.Stack(buf[:], false)]
	id, _ := strconv.ParseUint(string(text[:bytes.IndexByte(text, ' ')]), 10, 64)
	return id
}
