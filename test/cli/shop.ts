import type { ProjectFiles } from '../support/temporary-project.js'

/** Three modules; orders reaches into billing without leave, the rest is fine. */
export const shopFiles: ProjectFiles = {
  'package.json': '{ "name": "shop", "type": "module" }\n',
  'tsconfig.json': '{ "compilerOptions": { "paths": { "@shop/*": ["./src/*/index.ts"] } } }\n',
  '.gitignore': 'node_modules\n',
  'banyan.config.json': `{
  "modules": {
    "billing": { "path": "src/billing" },
    "orders": { "path": "src/orders", "dependsOn": ["users"] },
    "users": { "path": "src/users", "dependsOn": ["billing"] }
  }
}
`,
  'src/billing/index.ts': "export { pay } from './invoice.js'\n",
  'src/billing/invoice.ts': 'export const pay = () => 1\nexport type Money = number\n',
  'src/orders/index.ts': `import { login } from '../users/index.js'
import type { Money } from '../billing/invoice.js'
export const order = (money: Money) => login() + money
`,
  'src/users/index.ts': "export { login } from './login.js'\n",
  'src/users/login.ts': "import { pay } from '@shop/billing'\nexport const login = () => pay()\n",
}

/** The same with the forbidden import taken out. */
export const cleanShop: ProjectFiles = {
  ...shopFiles,
  'src/orders/index.ts': "import { login } from '../users/index.js'\nexport const order = () => login()\n",
}
