"""All that policies/population.pol says of one person, ten years of records among it, by the generated module and by others."""
