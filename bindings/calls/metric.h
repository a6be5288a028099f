/* metric.h - */
