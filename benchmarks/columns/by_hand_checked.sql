-- By hand once more, with what policyc's query does beside reckoning: people who do not meet the input contract are refused, a result
-- is NULL where something that it needs is missing (what it does not need may be), and amounts are given in 元, ratios as such.
-- It still does not say why a row is refused or a result missing.
WITH given AS (
  SELECT
    tier, category, hospital, age_now, eligible AS amount, referred_out,
    CASE tier WHEN 'west' THEN 56000 WHEN 'central' THEN 42000 WHEN 'east' THEN 21000 END AS central_subsidy,
    CASE category WHEN 'ordinary' THEN 0 WHEN 'student' THEN 1 WHEN 'destitute' THEN 2 WHEN 'aided' THEN 3 WHEN 'monitored' THEN 4 END AS kind,
    CASE hospital WHEN 'first' THEN 1 WHEN 'second' THEN 2 WHEN 'third' THEN 3 END AS level,
    CASE WHEN eligible BETWEEN 0 AND 10000000 THEN CAST(eligible * 100 AS BIGINT) END AS eligible,
    {people}
  FROM people
), tables AS (
  SELECT *,
    (tier IS NOT NULL AND central_subsidy IS NULL)
      OR (category IS NOT NULL AND kind IS NULL)
      OR (hospital IS NOT NULL AND level IS NULL)
      OR COALESCE(age_now NOT BETWEEN 0 AND 120, FALSE)
      OR (amount IS NOT NULL AND eligible IS NULL)
      OR {starts} > 1 AS refused,
    CASE
      WHEN kind = 2 THEN 0
      WHEN kind IS NOT NULL AND age_now IS NOT NULL
        THEN CASE WHEN kind >= 3 THEN 20000 WHEN kind = 1 AND age_now < 18 THEN 37000 ELSE 40000 END
          * CASE WHEN age_now >= 80 THEN 9 ELSE 10 END // 10
    END AS individual_payment,
    CASE
      WHEN kind IS NULL OR level IS NULL THEN NULL
      WHEN kind <= 1 THEN CASE level WHEN 1 THEN 20000 WHEN 2 THEN 50000 ELSE 100000 END
      WHEN kind = 4 THEN CASE level WHEN 1 THEN 10000 WHEN 2 THEN 25000 ELSE 50000 END
      ELSE CASE level WHEN 3 THEN 30000 ELSE 0 END
    END AS deductible,
    CASE
      WHEN kind IS NULL OR level IS NULL THEN NULL
      WHEN kind = 0 THEN CASE level WHEN 1 THEN 850 WHEN 2 THEN 750 ELSE 600 END
      WHEN kind = 1 THEN CASE level WHEN 1 THEN 875 WHEN 2 THEN 775 ELSE 650 END
      ELSE CASE level WHEN 1 THEN 900 WHEN 2 THEN 825 ELSE 725 END
    END AS ratio,
    CASE WHEN kind >= 2 THEN 750000 WHEN kind < 2 THEN 1500000 END AS catastrophic_line
  FROM given
), stay_1 AS (
  SELECT *,
    CASE WHEN eligible > deductible THEN eligible - deductible WHEN eligible <= deductible THEN 0 END
      * CASE WHEN referred_out THEN ratio - 100 WHEN NOT referred_out THEN ratio END AS paid
  FROM tables
), stay AS (
  SELECT *, (CASE WHEN paid > 15000000000 THEN 15000000000 ELSE paid END + 500) // 1000 AS inpatient FROM stay_1
), own AS (
  SELECT *, eligible - inpatient AS out_of_pocket FROM stay
), part AS (
  SELECT *,
    CASE
      WHEN out_of_pocket > catastrophic_line THEN out_of_pocket - catastrophic_line
      WHEN out_of_pocket <= catastrophic_line THEN 0
    END AS part
  FROM own
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
  SELECT *,
    CASE
      WHEN catastrophic_scale < catastrophic_cap THEN catastrophic_scale
      WHEN catastrophic_scale >= catastrophic_cap THEN catastrophic_cap
    END AS catastrophic
  FROM cap
)
SELECT
  CAST(central_subsidy AS DECIMAL(16, 0)) * 0.01 AS central_subsidy,
  CAST(individual_payment AS DECIMAL(16, 0)) * 0.01 AS individual_payment,
  CAST(deductible AS DECIMAL(16, 0)) * 0.01 AS deductible,
  CAST(ratio AS DECIMAL(15, 0)) * 0.001 AS ratio,
  CAST(inpatient AS DECIMAL(16, 0)) * 0.01 AS inpatient,
  CAST(out_of_pocket AS DECIMAL(16, 0)) * 0.01 AS out_of_pocket,
  CAST(catastrophic_line AS DECIMAL(16, 0)) * 0.01 AS catastrophic_line,
  CAST(catastrophic_scale AS DECIMAL(16, 0)) * 0.01 AS catastrophic_scale,
  c_{last} AS consecutive_years, n_{last} AS continuity_count, a_{last} AS available_zero_claims, r_{last} AS remaining_zero_claims,
  CAST(bonus AS DECIMAL(16, 0)) * 0.01 AS bonus,
  CAST(catastrophic_cap AS DECIMAL(16, 0)) * 0.01 AS catastrophic_cap,
  CAST(catastrophic AS DECIMAL(16, 0)) * 0.01 AS catastrophic,
  CAST(inpatient + catastrophic AS DECIMAL(16, 0)) * 0.01 AS total_benefit,
  refused
FROM catastrophic
