/// What an entry of a folder is.
package enum FileKind: UInt8, Hashable, Sendable {
  case regular, folder, symbolicLink, fifo, socket, device, unknown
}
