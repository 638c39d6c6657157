/// A mistake in the definitions, made on purpose in the SQL: as good as one in the engine.
struct PlantedMistake: Sendable {
  let name: String
  /// What the SQL says, and what it says with the mistake.
  let right: String
  let wrong: String

  static let all = [
    PlantedMistake(
      name: "an allocation counts from its own day on",
      right: "d.date, coalesce(p.date, ''), coalesce(c.date, '')) AS effective",
      wrong: "'') AS effective"),
    PlantedMistake(
      name: "an allocation counts before its document does",
      right: "max(coalesce(a.date, ''), d.date,", wrong: "max(coalesce(a.date, ''),"),
    PlantedMistake(
      name: "the first bucket ends a day early",
      right: "days_overdue <= 30", wrong: "days_overdue < 30"),
    PlantedMistake(
      name: "what is due today is overdue", right: "due < day", wrong: "due <= day"),
    PlantedMistake(
      name: "a void document is still owed",
      right: "CASE WHEN is_void OR is_draft THEN", wrong: "CASE WHEN is_draft THEN"),
    PlantedMistake(
      name: "a document is void for all time",
      right: "coalesce(d.void_on <= asked.day, 0)", wrong: "d.void_on IS NOT NULL"),
    PlantedMistake(
      name: "a dispute that will be resolved is none",
      right: "(resolved_on IS NULL OR resolved_on > day)", wrong: "resolved_on IS NULL"),
    PlantedMistake(
      name: "a document counts a day late",
      right: "ON d.date <= asked.day", wrong: "ON d.date < asked.day"),
    PlantedMistake(
      name: "credit notes do not settle",
      right: "ELSE total END - received - credited AS owed",
      wrong: "ELSE total END - received AS owed"),
    PlantedMistake(
      name: "a document without a due day is not due",
      right: "WHEN days_overdue IS NULL THEN 'no due date'",
      wrong: "WHEN days_overdue IS NULL THEN 'not due'"),
  ]
}
