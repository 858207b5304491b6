package main

import (
	"reflect"
	"strings"

	"github.com/vmware/govmomi/vim25/types"
)

// mutation is a call that changes something, and what came of it.
type mutation struct {
	call
	State string `json:"state"` // refused, running, success or error
	Fault string `json:"fault"` // the fault's type; empty without one
}

const (
	refused = "refused" // answered with a fault: nothing was done
	running = "running" // not answered yet, or its task has not ended
	success = string(types.TaskInfoStateSuccess)
	failed  = string(types.TaskInfoStateError)
)

// atOnce are the calls that change something and have no task.
var atOnce = map[string]bool{
	"LogUserEvent": true, "RebootGuest": true, "ShutdownGuest": true, "TerminateSession": true,
}

// ending is how a call or its task has ended.
type ending struct {
	state string
	fault string
}

// answered keeps what a call was answered with, and its task if it has one.
func (l *callLog) answered(c *call, fault string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case fault != "":
		c.ending = &ending{refused, fault}
	case len(c.tasks) == 0:
		c.ending = &ending{success, ""}
	default:
		c.work = c.tasks[0]
	}
}

// mutations are the calls since the last reset that change something, in order of arrival.
func (l *callLog) mutations() []mutation {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := []mutation{}
	for _, c := range l.log {
		if !strings.HasSuffix(c.Method, "_Task") && !atOnce[c.Method] {
			continue
		}
		end := ending{state: running}
		if c.ending != nil {
			end = *c.ending
		} else if c.work != nil {
			end = c.work.ended()
		}
		out = append(out, mutation{*c, end.state, end.fault})
	}
	return out
}

// ended is how the task ended, or that it runs.
func (g *gate) ended() ending {
	select {
	case <-g.done:
		return g.end
	default:
		return ending{state: running}
	}
}

// endingOf reads a task that has ended.
func endingOf(info types.TaskInfo) ending {
	if info.Error == nil {
		return ending{state: success}
	}
	return ending{state: failed, fault: reflect.TypeOf(info.Error.Fault).Elem().Name()}
}
