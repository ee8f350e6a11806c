// Loaded before the old application: its data go to a file that the new side can open, too, in place of memory.
const path = require('node:path')

const { development } = require(path.join(process.cwd(), 'knexfile.js'))
development.connection.filename = process.env.DATABASE
