import Unicode

extension String {
  /// The text of scalars; what is no scalar becomes U+FFFD.
  init(scalars: some Collection<UInt32>) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(3 * scalars.count)
    for value in scalars { UTF8Text.append(value.isScalar ? value : 0xFFFD, to: &bytes) }
    self.init(decoding: bytes, as: UTF8.self)
  }
}
