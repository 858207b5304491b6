package main

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"net/http"
	"regexp"
	"runtime/debug"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
	"github.com/vmware/govmomi/vim25/xml"
)

// reply holds an answer back until it has been mended.
type reply struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (w *reply) Header() http.Header            { return w.header }
func (w *reply) WriteHeader(status int)         { w.status = status }
func (w *reply) Write(data []byte) (int, error) { return w.body.Write(data) }

// around is what happens to every SOAP request outside the simulator.
func (r *rig) around(mux http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.Method != http.MethodPost || r.registry.Path != pathOf(req) {
			mux.ServeHTTP(w, req)
			return
		}
		raw, err := io.ReadAll(req.Body)
		if err != nil {
			return
		}
		req.Body = io.NopCloser(bytes.NewReader(raw))
		c := &call{
			raw:        raw,
			request:    req.Context(),
			SOAPAction: req.Header.Get("SOAPAction"),
			UserAgent:  req.UserAgent(),
		}
		out := &reply{header: w.Header(), status: http.StatusOK}
		r.serve(mux, out, req, c)
		r.calls.answered(c, faultIn(out))
		c.settle()

		body := out.body.Bytes()
		if out.status == http.StatusInternalServerError {
			body = withMessage(body, c.faultMessage)
		}
		dressCookie(out.header)
		out.header.Set("Content-Type", "text/xml; charset=utf-8")
		out.header.Set("Content-Length", fmt.Sprint(len(body)))
		w.WriteHeader(out.status)
		_, _ = w.Write(body)
	})
}

// serve answers a request the simulator cannot decode, as it panics for some, as a server answers what it cannot parse.
func (r *rig) serve(mux http.Handler, out *reply, req *http.Request, c *call) {
	defer r.calls.serve(c)()
	defer func() {
		if why := recover(); why != nil {
			log.Printf("%v\n%s", why, debug.Stack())
			fault := "SystemError"
			if c.ctx == nil {
				fault = "InvalidRequest"
			}
			out.status = http.StatusInternalServerError
			out.body.Reset()
			fmt.Fprintf(&out.body, panicked, fault)
		}
	}()
	mux.ServeHTTP(out, req)
}

// panicked is the answer to a request that made the simulator panic; its message is filled in like any other.
const panicked = xml.Header + `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" ` +
	`xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body><soapenv:Fault><faultcode>ServerFaultCode</faultcode>` +
	`<faultstring></faultstring><detail><%[1]sFault xmlns="urn:vim25" xsi:type="%[1]s"></%[1]sFault></detail>` +
	`</soapenv:Fault></soapenv:Body></soapenv:Envelope>`

func pathOf(req *http.Request) string {
	if req.URL.Path == "/sdk/vimService" {
		return "/sdk"
	}
	return req.URL.Path
}

// before runs when a request is decoded and its session known, and before the method is called.
func (r *rig) before(ctx *simulator.Context, method *simulator.Method) (mo.Reference, types.BaseMethodFault) {
	c := r.calls.current()
	if c == nil || c.nested || c.ctx != nil {
		return nil, nil // the simulator's own in-process client
	}
	r.calls.identify(c, ctx, method)

	if delay := r.script.delay(method.Name); delay > 0 {
		time.Sleep(delay)
	}
	if !r.options.lenient {
		if message := breaksSchema(c.raw, method); message != "" {
			c.faultMessage = message
			return nil, &types.InvalidRequest{}
		}
	}
	if ctx.Session == nil {
		return nil, r.beforeLogin(method)
	}
	// The first mention of a session's collector makes it: two at once would make two.
	r.feeds.mu.Lock()
	ctx.Session.Get(r.content().PropertyCollector)
	r.feeds.mu.Unlock()

	if planned := r.script.takeFault(method.Name); planned != nil {
		c.faultMessage = planned.Message
		return nil, planned.build(method.This)
	}
	if method.Name == "Logout" {
		r.feeds.end(ctx.Session.Key)
	}
	if fault := r.missing(method.Name, method.Body); fault != nil {
		return nil, fault
	}
	if fault := r.noPermission(method); fault != nil {
		return nil, fault
	}
	if terminate, ok := method.Body.(*types.TerminateSession); ok {
		r.endWaits(ctx, terminate)
	}
	if clone, ok := method.Body.(*types.CloneVM_Task); ok {
		if r.registry.IsESX() {
			return nil, &types.NotSupported{}
		}
		placeClone(ctx, clone)
	}
	r.redirect(method)
	return nil, nil
}

// beforeLogin refuses what the simulator answers without a session and a real server does not.
func (r *rig) beforeLogin(method *simulator.Method) types.BaseMethodFault {
	var specs []types.PropertyFilterSpec
	switch body := method.Body.(type) {
	case *types.RetrieveProperties:
		specs = body.SpecSet
	case *types.RetrievePropertiesEx:
		specs = body.SpecSet
	}
	for _, spec := range specs {
		for _, object := range spec.ObjectSet {
			if object.Obj.Type != "SessionManager" && object.Obj.Type != "ServiceInstance" {
				return notAuthenticated(method.This)
			}
		}
	}
	return nil
}

var (
	emptyMessage = []byte("<faultstring></faultstring>")
	loginMessage = []byte("<faultstring>Login failure</faultstring>") // not a server's words
	faultType    = regexp.MustCompile(`<detail>.*?xsi:type="(?:\w+:)?(\w+)"`)
)

// faultIn is the type of the fault that an answer is; empty when it is none.
func faultIn(out *reply) string {
	if out.status != http.StatusInternalServerError {
		return ""
	}
	if found := faultType.FindSubmatch(out.body.Bytes()); found != nil {
		return string(found[1])
	}
	return "SystemError"
}

// withMessage fills the message of a fault, which the simulator mostly leaves empty.
func withMessage(body []byte, message string) []byte {
	body = bytes.Replace(body, loginMessage, emptyMessage, 1)
	if !bytes.Contains(body, emptyMessage) {
		return body
	}
	if message == "" {
		if found := faultType.FindSubmatch(body); found != nil {
			message = faultMessage(string(found[1]))
		}
	}
	var text bytes.Buffer
	text.WriteString("<faultstring>")
	_ = xml.EscapeText(&text, []byte(message))
	text.WriteString("</faultstring>")
	return bytes.Replace(body, emptyMessage, text.Bytes(), 1)
}

var plainCookie = regexp.MustCompile(`^` + soap.SessionCookieName + `=([^;"]+)`)

// dressCookie writes the session cookie as vCenter does: a quoted value, a path, Secure.
func dressCookie(h http.Header) {
	if cookie := plainCookie.FindStringSubmatch(h.Get("Set-Cookie")); cookie != nil {
		h.Set("Set-Cookie", soap.SessionCookieName+`="`+cookie[1]+`"; Path=/; HttpOnly; Secure;`)
	}
}
