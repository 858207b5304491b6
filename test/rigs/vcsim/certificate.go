package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"strings"
	"time"
)

// certificate is self-signed. A new one lives as long as the process, and as its successors that are given it.
type certificate struct {
	pair       tls.Certificate
	certPem    string
	keyPem     string // for the proxy, which answers with the same certificate
	thumbprint string // SHA-256 of the DER, AA:BB:...
}

// certificateOf reads a certificate and its key, or makes new ones.
func certificateOf(text string) (*certificate, error) {
	if text == "" {
		made, err := newPem()
		if err != nil {
			return nil, err
		}
		text = made
	}
	c := &certificate{}
	for rest := []byte(text); ; {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		if block.Type == "CERTIFICATE" {
			c.certPem = string(pem.EncodeToMemory(block))
		} else {
			c.keyPem = string(pem.EncodeToMemory(block))
		}
	}
	var err error
	if c.pair, err = tls.X509KeyPair([]byte(c.certPem), []byte(c.keyPem)); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(c.pair.Certificate[0])
	pairs := make([]string, len(sum))
	for i, b := range sum {
		pairs[i] = fmt.Sprintf("%02X", b)
	}
	c.thumbprint = strings.Join(pairs, ":")
	return c, nil
}

// newPem makes a certificate and its key.
func newPem() (string, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return "", err
	}
	serial, err := rand.Int(rand.Reader, big.NewInt(1<<62))
	if err != nil {
		return "", err
	}
	template := &x509.Certificate{
		SerialNumber:          serial,
		Subject:               pkix.Name{CommonName: "vcsim.test", Organization: []string{"Shoseki test rig"}},
		NotBefore:             time.Now().Add(-time.Hour),
		NotAfter:              time.Now().Add(30 * 24 * time.Hour),
		KeyUsage:              x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true,
		IsCA:                  true,
		DNSNames:              []string{"localhost"},
		IPAddresses:           []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return "", err
	}
	keyDer, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return "", err
	}
	cert := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	return string(cert) + string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: keyDer})), nil
}

// listen speaks TLS and HTTP/1.1, as vCenter's SOAP port does.
func (c *certificate) listen(l net.Listener) net.Listener {
	return tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{c.pair}, NextProtos: []string{"http/1.1"}})
}
