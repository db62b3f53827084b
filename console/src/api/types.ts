// What the admin API sends and takes, made from the OpenAPI document.
import type { AdminUser, Figures, FiguresBucket } from '../../../client/admin/api.gen.ts'

export type {
  ActivityItem,
  AdminHealth,
  AdminSession,
  AdminUser,
  AdminUserChanges,
  AdminUserItem,
  AuditItem,
  Delivery,
  FactorItem,
  Figures,
  FiguresBucket,
  PasskeyItem,
  Settings,
  WebhookEndpoint,
} from '../../../client/admin/api.gen.ts'
export type { Page } from '../../../client/admin/every-item.ts'

export type JsonObject = AdminUser['metadata']
export type Period = Figures['period']
export type SignInWay = keyof FiguresBucket['signIns']
