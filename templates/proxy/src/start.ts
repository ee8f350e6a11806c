export {
  InvalidConfig,
  type ProxyEvent,
  type ProxyStart,
  type RunningProxy,
  startProxy,
} from './engine/start-proxy.js'
