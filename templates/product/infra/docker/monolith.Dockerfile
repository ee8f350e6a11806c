# Built from the root of the repository: docker build -f infra/docker/monolith.Dockerfile .
FROM node:22.21-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN npm ci && npm run build

FROM node:22.21-bookworm-slim
# Reachable from outside of the container; what is published, and to whom, is said there.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 OPERATIONS_HOST=0.0.0.0 OPERATIONS_PORT=3001
WORKDIR /app
# The bundle holds all code of ours and of the packages; migrations stay files.
COPY --from=build --chown=node:node /app/apps/monolith/dist ./
USER node
EXPOSE 3000 3001
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.OPERATIONS_PORT + '/readyz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "main.js"]
