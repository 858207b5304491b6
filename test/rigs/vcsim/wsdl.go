package main

import (
	"bytes"
	"embed"
	"io"
	"log"
	"net/http"
	"regexp"
	"text/template"

	"github.com/vmware/govmomi/vim25"
)

// The WSDL has of vim25 what clients made for WSDL need for a session, a few reads and two operations. It is in two files,
// one importing the other, as a server's is.
//
//go:embed vimService.wsdl vim.wsdl
var wsdlFiles embed.FS

var wsdl = template.Must(template.ParseFS(wsdlFiles, "*.wsdl"))

// wsdlOperations are those it describes.
var wsdlOperations = []string{
	"RetrieveServiceContent", "CurrentTime",
	"Login", "Logout",
	"RetrieveProperties", "RetrievePropertiesEx", "ContinueRetrievePropertiesEx",
	"PowerOnVM_Task", "ReconfigVM_Task",
}

// untypedInstance is the one reference that node-vsphere-soap makes up, without its type. The simulator wants one; that
// real servers do not is concluded from the package's having worked with them, not tried.
var untypedInstance = regexp.MustCompile(`<((?:\w+:)?_this)>(ServiceInstance</)`)

// withWsdl serves the WSDL before the API. A call may also be sent to the WSDL's own address, because node-vsphere-soap knows
// no other (that real servers take it there is likewise concluded).
func (r *rig) withWsdl(api http.Handler) http.Handler {
	const service = vim25.Path + "/vimService"
	mux := http.NewServeMux()
	mux.Handle("/", api)
	mux.HandleFunc("GET "+service+".wsdl", r.wsdlFile("vimService.wsdl"))
	mux.HandleFunc("GET "+vim25.Path+"/vim.wsdl", r.wsdlFile("vim.wsdl"))
	mux.HandleFunc("POST "+service+".wsdl", func(w http.ResponseWriter, req *http.Request) {
		body, err := io.ReadAll(req.Body)
		if err != nil {
			return
		}
		body = untypedInstance.ReplaceAll(body, []byte(`<$1 type="ServiceInstance">$2`))
		req.Body = io.NopCloser(bytes.NewReader(body))
		req.ContentLength = int64(len(body))
		req.URL.Path = service
		api.ServeHTTP(w, req)
	})
	return mux
}

func (r *rig) wsdlFile(name string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/xml")
		err := wsdl.ExecuteTemplate(w, name, map[string]any{
			"Operations": wsdlOperations,
			"Version":    r.options.apiVersion,
		})
		if err != nil {
			log.Print(err)
		}
	}
}
