// Command vcsim is the vSphere API that Shoseki's tests run against: govmomi's simulator with what it lacks mended, and an
// admin listener through which a test scripts delays, faults, long tasks and ended sessions.
//
// It prints one JSON line when it listens, and ends when its stdin is closed or on SIGTERM, so that no process is left
// behind by a test run that was killed.
package main

import (
	"encoding/json"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"syscall"

	"github.com/vmware/govmomi/simulator"
)

// hello is what a test needs to know to connect; it is the one line on stdout.
type hello struct {
	URL        string `json:"url"`
	AdminURL   string `json:"adminUrl"`
	Host       string `json:"host"`
	Port       int    `json:"port"`
	Mode       string `json:"mode"`
	User       string `json:"user"`
	UserName   string `json:"userName"`
	APIVersion string `json:"apiVersion"`
	Thumbprint string `json:"thumbprint"`
	CertPem    string `json:"certPem"`
	KeyPem     string `json:"keyPem"`
	Pid        int    `json:"pid"`
	Machines   int    `json:"machines"`
	Hosts      int    `json:"hosts"`
}

func main() {
	log.SetFlags(log.Lmicroseconds)
	log.SetPrefix("vcsim: ")
	options := parseOptions()

	cert, err := certificateOf(options.pem)
	if err != nil {
		log.Fatal(err)
	}
	filesInMemory(options.machines)
	model, perPool := newModel(options)
	end, made := make(chan struct{}), make(chan struct{})
	go endWhenTold(model, end, made)
	if err := model.Create(); err != nil {
		log.Fatal(err)
	}
	if err := populate(model, perPool, options.poweredOff, end); err != nil {
		log.Fatal(err)
	}
	close(made)
	rig := newRig(options, model)

	api, apiPort := listen(options.port)
	admin, adminPort := listen(0)
	go serve(cert.listen(api), rig.withWsdl(rig.handler()))
	go serve(admin, rig.admin())

	count := model.Count()
	line, err := json.Marshal(hello{
		URL:        "https://127.0.0.1:" + strconv.Itoa(apiPort) + "/sdk",
		AdminURL:   "http://127.0.0.1:" + strconv.Itoa(adminPort),
		Host:       "127.0.0.1",
		Port:       apiPort,
		Mode:       options.mode,
		User:       options.user,
		UserName:   canonicalUser(options.user),
		APIVersion: options.apiVersion,
		Thumbprint: cert.thumbprint,
		CertPem:    cert.certPem,
		KeyPem:     cert.keyPem,
		Pid:        os.Getpid(),
		Machines:   count.Machine,
		Hosts:      count.Host,
	})
	if err != nil {
		log.Fatal(err)
	}
	_, _ = os.Stdout.Write(append(line, '\n'))
	select {}
}

// endWhenTold ends the process, and its files, when stdin is closed or a signal asks for the end. An inventory in the
// making is closed first, or files would be left.
func endWhenTold(model *simulator.Model, end chan<- struct{}, made <-chan struct{}) {
	done := make(chan os.Signal, 1)
	signal.Notify(done, syscall.SIGTERM, syscall.SIGINT)
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		done <- syscall.SIGTERM
	}()
	<-done
	close(end)
	<-made
	model.Remove()
	os.Exit(0)
}

func listen(port int) (net.Listener, int) {
	l, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(port))
	if err != nil {
		log.Fatal(err)
	}
	return l, l.Addr().(*net.TCPAddr).Port
}

func serve(l net.Listener, h http.Handler) {
	server := &http.Server{Handler: h, ErrorLog: log.New(io.Discard, "", 0)}
	log.Fatal(server.Serve(l))
}
