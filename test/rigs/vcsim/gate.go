package main

import (
	"sync"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

const (
	// progressSteps is in how many steps the progress of a task that lasts rises to its end.
	progressSteps = 10
	// shortestStep keeps the progress of a short task from being a push every millisecond.
	shortestStep = 10 * time.Millisecond
)

// gate stands between a task being accepted and being done.
type gate struct {
	call     *call
	entity   types.ManagedObjectReference
	standIn  bool
	started  chan struct{} // closed when the task shows its entity
	waiting  chan struct{} // closed when the task has to wait for something that is not scripted
	done     chan struct{} // closed when it has succeeded or failed
	failure  *plannedFault
	duration time.Duration
	held     <-chan struct{}
	leave    func() // run when the task has ended, or nil
	end      ending // set before done is closed

	mu        sync.Mutex
	working   bool
	lingers   bool
	cancelled chan struct{} // closed by CancelTask
}

func newGate(c *call, entity types.ManagedObjectReference) *gate {
	return &gate{
		call:      c,
		entity:    entity,
		started:   make(chan struct{}),
		waiting:   make(chan struct{}),
		done:      make(chan struct{}),
		cancelled: make(chan struct{}),
	}
}

// cancel ends the task before its work; it is false when the work has begun, which then is done to its end.
func (g *gate) cancel() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.working {
		g.working = true
		close(g.cancelled)
		return true
	}
	select {
	case <-g.cancelled:
		return true
	default:
		return false
	}
}

// begin is the point after which the task cannot be cancelled; it is false when it has been.
func (g *gate) begin() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.working {
		return false
	}
	g.working = true
	return true
}

// linger lets the answer to the call go out before the task is done.
func (g *gate) linger() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.lingers {
		g.lingers = true
		close(g.waiting)
	}
}

// pass is what comes before a task's work: it is held, it lasts, it fails, it waits, it is cancelled. No lock is held
// meanwhile, so that others read and change what the task is about.
func (h *taskHook) pass(g *gate, t *simulator.Task) types.BaseMethodFault {
	fault := h.course(g, t)
	if !g.begin() {
		h.rig.registry.AtomicUpdate(h.rig.plain(), t, []types.PropertyChange{{Name: "info.cancelled", Val: true}})
		return &types.RequestCanceled{}
	}
	return fault
}

// course returns early when the task is cancelled.
func (h *taskHook) course(g *gate, t *simulator.Task) types.BaseMethodFault {
	if g.held != nil {
		select {
		case <-g.held:
		case <-g.cancelled:
			return nil
		}
	}
	steps := max(1, min(progressSteps, int(g.duration/shortestStep)))
	for step := 0; step < steps && g.duration > 0; step++ {
		if step > 0 {
			h.showProgress(t, 100*step/steps)
		}
		select {
		case <-time.After(g.duration / time.Duration(steps)):
		case <-g.cancelled:
			return nil
		}
	}
	if g.failure != nil {
		return g.failure.build(g.entity)
	}
	if body, ok := g.call.body.(*types.EnterMaintenanceMode_Task); ok {
		return h.rig.awaitEmptyHost(g, body)
	}
	return nil
}

// showProgress changes a running task's progress. 0 is not sent, as in a task that reports none.
func (h *taskHook) showProgress(t *simulator.Task, percent int) {
	h.rig.registry.AtomicUpdate(h.rig.plain(), t, []types.PropertyChange{{Name: "info.progress", Val: int32(percent)}})
}

// setProgress shows percent in the tasks of method that are held or last, and returns how many there are.
func (h *taskHook) setProgress(method string, percent int) int {
	h.mu.Lock()
	var running []types.ManagedObjectReference
	for ref, g := range h.gates {
		if method == everyMethod || method == g.call.Method {
			running = append(running, ref)
		}
	}
	h.mu.Unlock()
	for _, ref := range running {
		if task, ok := h.rig.registry.Get(ref).(*simulator.Task); ok {
			h.showProgress(task, percent)
		}
	}
	return len(running)
}

// plain is a context that shares no lock with a call or a task.
func (r *rig) plain() *simulator.Context { return &simulator.Context{Map: r.registry} }
