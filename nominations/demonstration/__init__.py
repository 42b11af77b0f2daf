"""The demonstration: Lai Châu's plan of 2020 with invented unions and people, all marked “(mẫu)”."""
