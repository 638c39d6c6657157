package import Model

/// The days for which records are read.
package struct AskedDays: Sendable, Equatable {
  /// One day, or one for each period of `as of each`; never empty.
  package let days: [CivilDate]
  /// The day behind `known on`; nil where everything counts that was ever recorded.
  package let known: CivilDate?
  /// Whether the day is that of the row around the question, which the run puts in its place.
  package let isOfRow: Bool

  /// Some days.
  package init(_ days: [CivilDate], known: CivilDate? = nil, isOfRow: Bool = false) {
    (self.days, self.known, self.isOfRow) = (days, known, isOfRow)
  }

  /// The last of the days.
  package var last: CivilDate { days.last ?? .first }

  /// The moments that are read, one a day.
  package var moments: [Moment] { days.map { Moment($0, known: known) } }

  /// The same with the day of a row in its place, where that is what is meant.
  func ofRow(_ moment: Moment) -> AskedDays {
    isOfRow ? AskedDays([moment.asOf], known: moment.known) : self
  }
}
