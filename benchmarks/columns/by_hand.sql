-- What one would write by hand: whole numbers in fen, a column a step, people as they come.
-- It refuses nothing and says nothing of why there is no value; NULL runs through.
WITH given AS (
  SELECT
    CASE tier WHEN 'west' THEN 56000 WHEN 'central' THEN 42000 WHEN 'east' THEN 21000 END AS central_subsidy,
    CASE category WHEN 'ordinary' THEN 0 WHEN 'student' THEN 1 WHEN 'destitute' THEN 2 WHEN 'aided' THEN 3 WHEN 'monitored' THEN 4 END AS kind,
    CASE hospital WHEN 'first' THEN 1 WHEN 'second' THEN 2 WHEN 'third' THEN 3 END AS level,
    age_now,
    referred_out,
    CAST(eligible * 100 AS BIGINT) AS eligible,
    {people}
  FROM people
), tables AS (
  SELECT *,
    CASE kind WHEN 2 THEN 0 WHEN 3 THEN 20000 WHEN 4 THEN 20000 WHEN 1 THEN CASE WHEN age_now < 18 THEN 37000 ELSE 40000 END ELSE 40000 END
      * CASE WHEN age_now >= 80 THEN 9 ELSE 10 END // 10 AS individual_payment,
    CASE
      WHEN kind <= 1 THEN CASE level WHEN 1 THEN 20000 WHEN 2 THEN 50000 ELSE 100000 END
      WHEN kind = 4 THEN CASE level WHEN 1 THEN 10000 WHEN 2 THEN 25000 ELSE 50000 END
      ELSE CASE level WHEN 3 THEN 30000 ELSE 0 END
    END AS deductible,
    CASE kind
      WHEN 0 THEN CASE level WHEN 1 THEN 850 WHEN 2 THEN 750 ELSE 600 END
      WHEN 1 THEN CASE level WHEN 1 THEN 875 WHEN 2 THEN 775 ELSE 650 END
      ELSE CASE level WHEN 1 THEN 900 WHEN 2 THEN 825 ELSE 725 END
    END AS ratio,
    CASE WHEN kind >= 2 THEN 750000 ELSE 1500000 END AS catastrophic_line
  FROM given
), stay_1 AS (
  SELECT *,
    CASE WHEN eligible > deductible THEN eligible - deductible ELSE 0 END * CASE WHEN referred_out THEN ratio - 100 ELSE ratio END AS paid
  FROM tables
), stay AS (
  SELECT *, (CASE WHEN paid > 15000000000 THEN 15000000000 ELSE paid END + 500) // 1000 AS inpatient FROM stay_1
), own AS (
  SELECT *, eligible - inpatient AS out_of_pocket FROM stay
), part AS (
  SELECT *, CASE WHEN out_of_pocket > catastrophic_line THEN out_of_pocket - catastrophic_line ELSE 0 END AS part FROM own
), scale AS (
  SELECT *,
    (CASE
      WHEN part <= 10000000 THEN part * 60
      WHEN part <= 20000000 THEN 600000000 + (part - 10000000) * 65
      WHEN part <= 30000000 THEN 1250000000 + (part - 20000000) * 70
      ELSE 1950000000 + (part - 30000000) * 75
    END + 50) // 100 AS catastrophic_scale
  FROM part
), {years}, bonus AS (
  SELECT *,
    CASE WHEN enrolled_last THEN
      CASE WHEN 300000 * n_{last} + 200000 * a_{last} > 8000000 THEN 8000000 ELSE 300000 * n_{last} + 200000 * a_{last} END
    END AS bonus
  FROM y_{last}
), cap AS (
  SELECT *, 40000000 + bonus AS catastrophic_cap FROM bonus
), catastrophic AS (
  SELECT *, CASE WHEN catastrophic_scale < catastrophic_cap THEN catastrophic_scale ELSE catastrophic_cap END AS catastrophic FROM cap
)
SELECT
  central_subsidy, individual_payment, deductible, ratio, inpatient, out_of_pocket, catastrophic_line, catastrophic_scale,
  c_{last} AS consecutive_years, n_{last} AS continuity_count, a_{last} AS available_zero_claims, r_{last} AS remaining_zero_claims,
  bonus, catastrophic_cap, catastrophic, inpatient + catastrophic AS total_benefit
FROM catastrophic
