/* estimate.h - */
