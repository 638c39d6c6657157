package import Accounting

/// What looks wrong in a book, as collections that are worked out when asked.
package enum Audit {
  /// The derivations of this target, for the view of a book.
  package static let derivations: [any Derivation] =
    Duplicates.all + PartyDuplicates.both + Matches.both + [Findings()]
}
