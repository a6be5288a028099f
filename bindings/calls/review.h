/* review.h - */
