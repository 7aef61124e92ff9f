import Bytes

/// The names of HTML's character references, for texts in which such references stand as text.
package enum CharacterNames {
  /// The scalar of each name of a reference that stands for one; names as their bytes, without
  /// ampersand and semicolon.
  package static let scalars: [[UInt8]: UInt32] = {
    var scalars: [[UInt8]: UInt32] = [:]
    NamedCharacters.forEach { name, first, second in
      guard second == 0 else { return }
      let bare = name.last == UInt8(ascii: ";") ? name.dropLast() : name
      assert(!bare.isEmpty && bare.allSatisfy(ASCII.isAlphanumeric))
      scalars[Array(bare)] = first
    }
    return scalars
  }()
}
