/// Who a node is when it registers.
package struct NodeIdentity: Sendable, Equatable {
  /// Never changed, never used for another machine; also its role in PostgreSQL.
  package var name: String
  package var instance: InstanceID
  package var roles: NodeRoles
  /// Of the program.
  package var version: String

  package init(name: String, instance: InstanceID, roles: NodeRoles, version: String) {
    self.name = name
    self.instance = instance
    self.roles = roles
    self.version = version
  }
}
