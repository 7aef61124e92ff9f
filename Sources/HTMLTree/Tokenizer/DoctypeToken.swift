/// Name and identifiers of a doctype.
struct DoctypeToken {
  var name: TextRange?
  var publicIdentifier: TextRange?
  var systemIdentifier: TextRange?
  var forcesQuirks = false
}
