import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ReverseProxy, type ProxySettings, urlHost } from './reverse-proxy.js'
import { versionOf } from './version-of.js'

export const nginx: ReverseProxy = {
  name: 'nginx',
  settings:
    '`proxy_pass` without a path (raw URI), `proxy_http_version 1.1`, no buffering in either direction, no next upstream, kept upstream connections, upgrade headers by `map`, `X-Forwarded-*` set, header names of any kind allowed, `SIGQUIT` to drain',
  lacks: [],
  drains: 'SIGQUIT',
  prepare: async () => versionOf(['nginx', '-v'], /nginx\/([\d.]+)/),
  command(settings, folder) {
    const file = join(folder, 'nginx.conf')
    writeFileSync(file, render(settings, folder))
    return ['nginx', '-c', file, '-p', folder]
  },
}

function render({ listen, upstream, impatient, tls }: ProxySettings, folder: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  return `
daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log warn;
events { worker_connections 512; }
http {
  access_log off;
  ${temporary.map(name => `${name}_temp_path ${folder}/${name};`).join('\n  ')}
  map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
  upstream origin { server ${urlHost(upstream)}; keepalive 16; }
  large_client_header_buffers 8 32k;
  client_max_body_size 0;
  underscores_in_headers on;
  ignore_invalid_headers off;
  ${impatient ? 'client_header_timeout 1s; client_body_timeout 1s;' : ''}
  server {
    listen ${urlHost(listen)}${tls === null ? '' : ' ssl http2'};
    ${tls === null ? '' : `ssl_certificate ${tls.cert}; ssl_certificate_key ${tls.key};`}
    location / {
      proxy_pass http://origin;
      proxy_http_version 1.1;
      proxy_request_buffering off;
      proxy_buffering off;
      proxy_next_upstream off;
      proxy_pass_header Date;
      proxy_pass_header Server;
      proxy_hide_header Proxy-Authenticate;
      proxy_hide_header Keep-Alive;
      proxy_set_header Proxy-Authorization "";
      proxy_set_header Proxy-Connection "";
      proxy_set_header Host $http_host;
      proxy_set_header Connection $connection_upgrade;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-Host $http_host;
      proxy_set_header Forwarded "";
    }
  }
}
`
}
