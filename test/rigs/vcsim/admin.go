package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// scripted is the body of every admin request that scripts something. Method empty is every method.
type scripted struct {
	Method string `json:"method"`
	Ms     int    `json:"ms"`

	Percent int    `json:"percent"` // of a task's progress
	VM      string `json:"vm"`      // a machine's managed object id
	Running bool   `json:"running"` // its Tools

	Privilege string `json:"privilege"`
	Object    string `json:"object"` // a managed object id; empty for everywhere
	Held      bool   `json:"held"`   // by logins
	plannedFault
}

// admin is the listener by which a test scripts the server. It is plain HTTP with JSON bodies on 127.0.0.1.
func (r *rig) admin() http.Handler {
	mux := http.NewServeMux()
	change := func(pattern string, apply func(scripted) error) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, req *http.Request) {
			var body scripted
			if err := json.NewDecoder(req.Body).Decode(&body); err != nil {
				http.Error(w, err.Error(), http.StatusBadRequest)
				return
			}
			if body.Method == "" {
				body.Method = everyMethod
			}
			if err := apply(body); err != nil {
				http.Error(w, err.Error(), http.StatusBadRequest)
				return
			}
			answer(w, struct{}{})
		})
	}
	change("POST /delay", func(s scripted) error { r.script.setDelay(s.Method, milliseconds(s.Ms)); return nil })
	change("POST /task-duration", func(s scripted) error { r.script.setDuration(s.Method, milliseconds(s.Ms)); return nil })
	change("POST /clock", func(s scripted) error { r.script.setSkew(milliseconds(s.Ms)); return nil })
	change("POST /tasks/hold", func(s scripted) error { r.script.hold(s.Method); return nil })
	change("POST /tasks/release", func(scripted) error { r.script.release(); return nil })
	change("POST /tasks/progress", func(s scripted) error {
		if s.Percent < 0 || s.Percent > 99 {
			return fmt.Errorf("%d percent: a running task's progress is from 0 to 99", s.Percent)
		}
		if r.tasks.setProgress(s.Method, s.Percent) == 0 {
			return fmt.Errorf("no task of %s is running", s.Method)
		}
		return nil
	})
	change("POST /tools", func(s scripted) error { return r.setTools(s.VM, s.Running) })
	change("POST /privileges", func(s scripted) error {
		if !slices.Contains(allPrivileges, s.Privilege) {
			return fmt.Errorf("there is no privilege %q", s.Privilege)
		}
		r.script.setPrivilege(s.Privilege, s.Object, s.Held)
		return nil
	})
	change("POST /reset", func(scripted) error { r.script.reset(); r.showTools(); return nil })
	change("POST /faults", func(s scripted) error {
		return plan(s, r.script.addFault)
	})
	change("POST /task-faults", func(s scripted) error {
		return plan(s, r.script.addFailure)
	})
	mux.HandleFunc("GET /sessions", func(w http.ResponseWriter, _ *http.Request) { answer(w, r.sessions()) })
	mux.HandleFunc("POST /sessions/end", func(w http.ResponseWriter, _ *http.Request) { answer(w, r.endSessions()) })
	mux.HandleFunc("GET /calls", func(w http.ResponseWriter, _ *http.Request) { answer(w, r.calls.list()) })
	mux.HandleFunc("GET /mutations", func(w http.ResponseWriter, _ *http.Request) { answer(w, r.calls.mutations()) })
	mux.HandleFunc("DELETE /calls", func(w http.ResponseWriter, _ *http.Request) {
		r.calls.reset()
		answer(w, struct{}{})
	})
	return mux
}

// plan hands a fault that can be built to add.
func plan(s scripted, add func(string, *plannedFault)) error {
	if err := s.check(); err != nil {
		return err
	}
	add(s.Method, &s.plannedFault)
	return nil
}

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(v); err != nil {
		http.Error(w, fmt.Sprint(err), http.StatusInternalServerError)
	}
}

func milliseconds(n int) time.Duration { return time.Duration(n) * time.Millisecond }
