import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ReverseProxy, type ProxySettings, urlHost } from './reverse-proxy.js'
import { versionOf } from './version-of.js'

export const haproxy: ReverseProxy = {
  name: 'HAProxy',
  settings:
    '`mode http`, `option forwardfor`, `option http-no-delay`, no retries, `option abortonclose`, `X-Forwarded-*` set, up to 200 header lines, absolute targets made paths, `CONNECT` and requests without `Host` denied, `SIGUSR1` to drain',
  lacks: [],
  drains: 'SIGUSR1',
  prepare: async () => versionOf(['haproxy', '-v'], /version ([\d.]+)/),
  command(settings, folder) {
    const file = join(folder, 'haproxy.cfg')
    writeFileSync(file, render(settings))
    return ['haproxy', '-db', '-f', file]
  },
}

function render({ listen, upstream, impatient, tls }: ProxySettings): string {
  return `
global
  nbthread 1
  tune.http.maxhdr 200
  ${tls === null ? '' : 'ssl-default-bind-options ssl-min-ver TLSv1.2'}
defaults
  mode http
  retries 0
  option http-no-delay
  option abortonclose
  timeout connect 2s
  timeout server 60s
  timeout client ${impatient ? '1s' : '60s'}
  timeout http-request ${impatient ? '1s' : '60s'}
  timeout tunnel 1h
frontend clients
  bind ${urlHost(listen)}${tls === null ? '' : ` ssl crt ${tls.both} alpn h2,http/1.1`}
  http-request deny if METH_CONNECT
  http-request deny deny_status 400 unless { req.hdr(host) -m found }
  http-request set-uri %[pathq] if { url -m reg ^https?:// }
  option forwardfor
  http-request set-header X-Forwarded-Proto %[ssl_fc,iif(https,http)]
  http-request set-header X-Forwarded-Host %[req.hdr(host)]
  http-request del-header Forwarded
  http-request del-header Proxy-Authorization
  http-request del-header Proxy-Connection
  http-request del-header Keep-Alive
  http-response del-header Proxy-Authenticate
  http-response del-header Keep-Alive
  default_backend origin
backend origin
  server one ${urlHost(upstream)}
`
}
