package main

import (
	"slices"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// taskManager makes task collectors that also keep to the user and the kind of time asked for.
type taskManager struct {
	*simulator.TaskManager
}

func (m *taskManager) CreateCollectorForTasks(ctx *simulator.Context, req *types.CreateCollectorForTasks) soap.HasFault {
	wider := *req
	wider.Filter.Time = nil
	wider.Filter.UserName = nil
	body := m.TaskManager.CreateCollectorForTasks(ctx, &wider)
	if made, ok := body.(*methods.CreateCollectorForTasksBody); ok && made.Res != nil {
		collector := ctx.Session.Get(made.Res.Returnval).(*simulator.TaskHistoryCollector)
		ctx.Session.Registry.Put(&taskCollector{TaskHistoryCollector: collector, asked: req.Filter})
	}
	return body
}

// taskCollector reads what the simulator's selects, less what was not asked for.
type taskCollector struct {
	*simulator.TaskHistoryCollector
	asked types.TaskFilterSpec
}

func (c *taskCollector) ReadNextTasks(ctx *simulator.Context, req *types.ReadNextTasks) soap.HasFault {
	one := &types.ReadNextTasks{This: req.This, MaxCount: min(req.MaxCount, 1)}
	all := &methods.ReadNextTasksBody{Res: &types.ReadNextTasksResponse{}}
	for req.MaxCount <= 0 || len(all.Res.Returnval) < int(req.MaxCount) {
		body := c.TaskHistoryCollector.ReadNextTasks(ctx, one).(*methods.ReadNextTasksBody)
		if body.Fault_ != nil {
			return body
		}
		if len(body.Res.Returnval) == 0 {
			break
		}
		if c.wanted(&body.Res.Returnval[0]) {
			all.Res.Returnval = append(all.Res.Returnval, body.Res.Returnval[0])
		}
	}
	return all
}

func (c *taskCollector) ReadPreviousTasks(ctx *simulator.Context, req *types.ReadPreviousTasks) soap.HasFault {
	one := &types.ReadPreviousTasks{This: req.This, MaxCount: min(req.MaxCount, 1)}
	all := &methods.ReadPreviousTasksBody{Res: &types.ReadPreviousTasksResponse{}}
	for req.MaxCount <= 0 || len(all.Res.Returnval) < int(req.MaxCount) {
		body := c.TaskHistoryCollector.ReadPreviousTasks(ctx, one).(*methods.ReadPreviousTasksBody)
		if body.Fault_ != nil {
			return body
		}
		if len(body.Res.Returnval) == 0 {
			break
		}
		if c.wanted(&body.Res.Returnval[0]) {
			all.Res.Returnval = append(all.Res.Returnval, body.Res.Returnval[0])
		}
	}
	return all
}

func (c *taskCollector) wanted(task *types.TaskInfo) bool {
	return c.byUser(task) && c.inTime(task)
}

// byUser compares with the names of sessions.
func (c *taskCollector) byUser(task *types.TaskInfo) bool {
	asked := c.asked.UserName
	if asked == nil {
		return true
	}
	reason, ok := task.Reason.(*types.TaskReasonUser)
	if !ok {
		return asked.SystemUser
	}
	return slices.Contains(asked.UserList, reason.UserName)
}

func (c *taskCollector) inTime(task *types.TaskInfo) bool {
	asked := c.asked.Time
	if asked == nil {
		return true
	}
	at := &task.QueueTime
	switch asked.TimeType {
	case types.TaskFilterSpecTimeOptionStartedTime:
		at = task.StartTime
	case types.TaskFilterSpecTimeOptionCompletedTime:
		at = task.CompleteTime
	}
	return at != nil &&
		(asked.BeginTime == nil || !at.Before(*asked.BeginTime)) &&
		(asked.EndTime == nil || !at.After(*asked.EndTime))
}
