/// When a question is asked: the day that it asks about, and what was known for it.
package struct Moment: Sendable, Hashable {
  /// The day at whose end everything is told.
  package let asOf: CivilDate
  /// The last day whose entries count, `known on`; nil where all of them do.
  package let known: CivilDate?

  /// A day, with what was recorded up to another.
  package init(_ asOf: CivilDate, known: CivilDate? = nil) {
    (self.asOf, self.known) = (asOf, known)
  }
}
