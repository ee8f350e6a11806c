/** Packages whose decorators and classes the readers of NestJS know; each reader names those that it reads. */
export const common = ['@nestjs/common']
export const core = ['@nestjs/core']
export const graphql = ['@nestjs/graphql', 'type-graphql']
export const queues = ['@nestjs/bull', '@nestjs/bullmq']
