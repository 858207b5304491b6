package main

import (
	"log"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// settleTime is how long the answer to a call waits for a task that has nothing to wait for.
const settleTime = 2 * time.Second

// cancelable are the kinds of task a server can stop.
var cancelable = []string{
	"CloneVM_Task", "CreateSnapshotEx_Task", "CreateSnapshot_Task", "EnterMaintenanceMode_Task", "RelocateVM_Task",
}

// taskHook is told of every task the simulator makes and of every change to one.
type taskHook struct {
	rig     *rig
	working sync.Mutex // one task does its work at a time: the simulator's tasks take locks in any order
	mu      sync.Mutex
	gates   map[types.ManagedObjectReference]*gate
}

func newTaskHook(r *rig) *taskHook {
	return &taskHook{rig: r, gates: make(map[types.ManagedObjectReference]*gate)}
}

// Reference is only a key among the registry's handlers.
func (h *taskHook) Reference() types.ManagedObjectReference {
	return types.ManagedObjectReference{Type: "RigTaskHook", Value: "rig"}
}

// PutObject gives a new task what the simulator does not: its user, the ids a real server uses, the server's clock; and
// puts a gate before it.
func (h *taskHook) PutObject(ctx *simulator.Context, obj mo.Reference) {
	task, ok := obj.(*simulator.Task)
	c := h.rig.calls.current()
	if !ok || c == nil || task.Execute == nil {
		return
	}
	entity := *task.Info.Entity
	ctx.WithLock(task, func() {
		task.Info.Reason = &types.TaskReasonUser{UserName: c.User}
		task.Info.DescriptionId = descriptionID(task.Info.DescriptionId, c.Method)
		task.Info.EntityName = h.rig.nameOf(entity)
		task.Info.QueueTime = h.rig.script.clock(task.Info.QueueTime)
		task.Info.Cancelable = !c.nested && slices.Contains(cancelable, c.Method)
		if strings.HasSuffix(c.Method, "_Task") && !c.nested {
			task.Info.Name = c.Method
		}
	})
	if c.nested {
		return
	}
	g := newGate(c, entity)
	g.failure, g.duration, g.held = h.rig.script.course(c.Method)
	c.tasks = append(c.tasks, g)
	h.mu.Lock()
	h.gates[task.Self] = g
	h.mu.Unlock()

	execute := task.Execute
	task.Execute = func(t *simulator.Task) (types.AnyType, types.BaseMethodFault) {
		return h.run(g, t, execute)
	}
}

// UpdateObject shifts the times of tasks and events to the server's clock, words a task's error, and sees it begin and end.
func (h *taskHook) UpdateObject(_ *simulator.Context, obj mo.Reference, changes []types.PropertyChange) {
	switch changed := obj.(type) {
	case *mo.VirtualMachine:
		h.rig.hosts.machinesChanged()
		return
	case *mo.EventHistoryCollector:
		h.rig.posted(changed)
		return
	}
	task, ok := obj.(*mo.Task)
	if !ok {
		return
	}
	g := h.gateOf(task.Self)

	for _, change := range changes {
		switch change.Name {
		case "info.startTime":
			*task.Info.StartTime = h.rig.script.clock(*task.Info.StartTime)
		case "info.completeTime":
			*task.Info.CompleteTime = h.rig.script.clock(*task.Info.CompleteTime)
		case "info.error":
			if task.Info.Error != nil {
				task.Info.Error.LocalizedMessage = messageOf(task.Info.Error.Fault)
				if g != nil && g.failure != nil && g.failure.Message != "" {
					task.Info.Error.LocalizedMessage = g.failure.Message
				}
			}
		}
	}
	if g == nil {
		return
	}
	switch task.Info.State {
	case types.TaskInfoStateRunning:
		if !g.standIn {
			// The simulator is about to lock the task's entity until the task is done, which would stop every reader of
			// it for as long. It is shown another for that moment, and run locks the right one for the work only.
			g.standIn = true
			task.Info.Entity = &types.ManagedObjectReference{Type: "RigGate", Value: task.Self.Value}
		}
	case types.TaskInfoStateSuccess, types.TaskInfoStateError:
		task.Info.Progress = 0
		h.mu.Lock()
		if h.gates[task.Self] != nil {
			delete(h.gates, task.Self)
			g.end = endingOf(task.Info)
			close(g.done)
		}
		h.mu.Unlock()
	}
}

// RemoveObject is told of machines that go, for those who wait for a host to be empty.
func (h *taskHook) RemoveObject(_ *simulator.Context, ref types.ManagedObjectReference) {
	if ref.Type == "VirtualMachine" {
		h.rig.hosts.machinesChanged()
	}
}

// gateOf is the gate of a task that is not done, or nil.
func (h *taskHook) gateOf(task types.ManagedObjectReference) *gate {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.gates[task]
}

// run is the task's course and then its work.
func (h *taskHook) run(g *gate, t *simulator.Task, execute func(*simulator.Task) (types.AnyType, types.BaseMethodFault)) (result types.AnyType, fault types.BaseMethodFault) {
	ctx := g.call.ctx
	ctx.WithLock(t, func() { t.Info.Entity = &g.entity })
	close(g.started)
	defer func() {
		if g.leave != nil {
			g.leave()
		}
	}()
	if fault := h.pass(g, t); fault != nil {
		return nil, fault
	}
	within := *g.call
	within.nested = true
	within.tasks = nil
	defer h.rig.calls.serve(&within)()

	h.working.Lock()
	defer h.working.Unlock()
	defer func() {
		if why := recover(); why != nil { // the simulator takes much for granted that a request may break
			log.Printf("%s: %v\n%s", g.call.Method, why, debug.Stack())
			result, fault = nil, &types.SystemError{}
		}
	}()
	unlock := ctx.Map.AcquireLock(ctx, g.entity)
	defer unlock()
	if fault = refusal(ctx, g); fault != nil {
		return nil, fault
	}
	finish := foresee(ctx, g)
	undo := reconfigureUndo(ctx, g)
	if result, fault = execute(t); fault != nil {
		undo()
		return nil, fault
	}
	return result, finish(result)
}

// settle waits for the tasks of a call that nothing keeps, so that a test which asked for no duration finds them done, as
// it would on a server that takes a round trip to answer.
func (c *call) settle() {
	for _, g := range c.tasks {
		<-g.started
		if g.duration == 0 && g.held == nil {
			select {
			case <-g.done:
			case <-g.waiting:
			case <-time.After(settleTime):
			}
		}
	}
}

// nameOf is an inventory object's name, or its id when it has none.
func (r *rig) nameOf(ref types.ManagedObjectReference) string {
	if entity, ok := r.registry.Get(ref).(mo.Entity); ok && entity.Entity().Name != "" {
		return entity.Entity().Name
	}
	return ref.Value
}
